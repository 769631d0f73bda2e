/// Which hops run by themselves, and which wait for a person.
@NullMarked
package dev.sluice.flow.cd.automationboundary;

import org.jspecify.annotations.NullMarked;
