/// Whether each class of change has its approvers.
@NullMarked
package dev.sluice.flow.governance.changeclasses;

import org.jspecify.annotations.NullMarked;
