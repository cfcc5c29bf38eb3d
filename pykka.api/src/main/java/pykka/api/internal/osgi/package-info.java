/**
 * The part that knows OSGi: whose an actor is, what ends it, and which bundles provide runtimes. Not loaded outside a framework.
 */
@NullMarked
package pykka.api.internal.osgi;

import org.jspecify.annotations.NullMarked;
