package dev.sluice.flow.pipeline;

import dev.sluice.flow.fact.Activity;

/// An activity where it runs. One activity of a reusable workflow occurs once for each caller.
public record Occurrence(Node node, PlacedStep step, Activity activity) {}
