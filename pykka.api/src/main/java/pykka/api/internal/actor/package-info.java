/**
 * An actor: its cell, its reference, the loop that handles its messages, how it ends, and the registry of all. The user's object is
 * known as an Object with hooks: its class stands above this package.
 */
@NullMarked
package pykka.api.internal.actor;

import org.jspecify.annotations.NullMarked;
