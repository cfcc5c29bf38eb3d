/** What a module that brings references to actors of other JVMs needs of the library. */
@NullMarked
package pykka.tck.remote;

import org.jspecify.annotations.NullMarked;
