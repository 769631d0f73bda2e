/// How much of production a bad release may reach.
@NullMarked
package dev.sluice.flow.releasesafety.blastradius;

import org.jspecify.annotations.NullMarked;
