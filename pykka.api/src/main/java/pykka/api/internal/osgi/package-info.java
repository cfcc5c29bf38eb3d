/**
 * The integration with OSGi: which bundle owns an actor, when its actors end, and which bundles provide runtimes. Not loaded
 * outside a framework.
 */
@NullMarked
package pykka.api.internal.osgi;

import org.jspecify.annotations.NullMarked;
