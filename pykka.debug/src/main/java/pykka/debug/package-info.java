/**
 * Tools that look at actors from outside, in the process that they run in, or in another one. Nothing is installed, measured or
 * written unless it is asked for, and what is installed is closed with its handle. What these tools print names classes of
 * messages, never their content.
 */
@NullMarked
@Version("1.0.0")
package pykka.debug;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
