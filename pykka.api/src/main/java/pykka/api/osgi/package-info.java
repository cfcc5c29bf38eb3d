/**
 * The part that knows OSGi: whose an actor is, what ends it, and which bundles provide runtimes. Not exported, and not loaded
 * outside a framework.
 */
@NullMarked
package pykka.api.osgi;

import org.jspecify.annotations.NullMarked;
