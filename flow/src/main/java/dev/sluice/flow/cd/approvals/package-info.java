/// Whether it is explicit, and enforced, who lets a release into production.
@NullMarked
package dev.sluice.flow.cd.approvals;

import org.jspecify.annotations.NullMarked;
