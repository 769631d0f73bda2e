/// Recognises what commands and actions do: builds, tests, scans, publishes, deploys and so on,
/// following what they call inside the repository.
@NullMarked
package dev.sluice.survey.activity;

import org.jspecify.annotations.NullMarked;
