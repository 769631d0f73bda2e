/// Whether cheap checks come first, and nothing is released before the last.
@NullMarked
package dev.sluice.flow.ci.gateorder;

import org.jspecify.annotations.NullMarked;
