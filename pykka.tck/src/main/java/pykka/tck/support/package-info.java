/** What the contracts share: the runtimes they run on, what is checked after each, scripted actors, races. */
@NullMarked
package pykka.tck.support;

import org.jspecify.annotations.NullMarked;
