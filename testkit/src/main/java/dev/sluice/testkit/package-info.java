/// What tests of several modules share: rules of architecture, programs and servers that are real.
@NullMarked
package dev.sluice.testkit;

import org.jspecify.annotations.NullMarked;
