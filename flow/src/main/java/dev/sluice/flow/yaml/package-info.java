/// YAML as a small tree in which every node knows its position, read safely from untrusted bytes.
@NullMarked
package dev.sluice.flow.yaml;

import org.jspecify.annotations.NullMarked;
