/// The JSON Schema of `delivery.yaml`.
@NullMarked
package dev.sluice.cli.schema;

import org.jspecify.annotations.NullMarked;
