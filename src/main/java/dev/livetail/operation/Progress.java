package dev.livetail.operation;

/** How far a run says that it is: so many of so many. Immutable. */
public record Progress(long done, long total) {}
