/// Whether each risk that stays has an owner and a next action.
@NullMarked
package dev.sluice.flow.governance.residualrisks;

import org.jspecify.annotations.NullMarked;
