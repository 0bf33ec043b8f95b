package dev.livetail.lifecycle;

import io.quarkus.arc.Unremovable;
import io.smallrye.config.ConfigMapping;

/**
 * The whole of our configuration. Each feature has its keys in an interface of its own; this one has none, so that what begins
 * with {@code livetail.} and belongs to no feature is a mistake that stops the start, and not a setting without effect.
 */
@Unremovable
@ConfigMapping(prefix = "livetail")
interface EveryKey {}
