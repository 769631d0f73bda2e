/// Software catalogs.
@NullMarked
package dev.sluice.survey.catalog;

import org.jspecify.annotations.NullMarked;
