/** What ends with the bundle. */
@NullMarked
package pykka.debug.internal;

import org.jspecify.annotations.NullMarked;
