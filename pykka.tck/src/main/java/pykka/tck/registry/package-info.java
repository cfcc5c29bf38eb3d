/** Who is in the registry, in which order, and who is reached and stopped through it. */
@NullMarked
package pykka.tck.registry;

import org.jspecify.annotations.NullMarked;
