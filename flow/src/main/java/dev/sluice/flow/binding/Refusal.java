package dev.sluice.flow.binding;

/// Why a single value is not accepted.
///
/// @param id kind of problem
/// @param expected what would have been accepted
/// @param fix what to write instead
record Refusal(String id, String expected, String fix) {}
