/**
 * OpenTelemetry with actors: the context of a sender is current in the handler of the message, as soon as this module is there. A
 * span for each ask is made if {@link pykka.opentelemetry.AskSpans} is told to.
 */
@NullMarked
@Version("1.0.0")
package pykka.opentelemetry;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
