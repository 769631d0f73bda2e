/// Stage 4: how a release reaches its users.
@NullMarked
package dev.sluice.flow.cd;

import org.jspecify.annotations.NullMarked;
