package dev.sluice.drivers.splitter;

import dev.sluice.drivers.balance.Address;
import dev.sluice.release.unit.ReleaseId;
import org.jspecify.annotations.Nullable;

/// Who answers a request.
///
/// @param release who it was shared out to, or null when nobody takes requests
/// @param instance which of its instances, or null when none is ready; counted as busy until
///   [Exchange#done]
/// @param mirror who also gets a copy, or null
/// @param copies the instance that gets the copy, or null
record Choice(
    @Nullable ReleaseId release,
    @Nullable Address instance,
    @Nullable ReleaseId mirror,
    @Nullable Address copies) {}
