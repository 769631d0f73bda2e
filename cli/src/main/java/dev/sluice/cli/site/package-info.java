/// What every command that releases needs: the delivery, the store beside it, and the world that it
/// declares.
@NullMarked
package dev.sluice.cli.site;

import org.jspecify.annotations.NullMarked;
