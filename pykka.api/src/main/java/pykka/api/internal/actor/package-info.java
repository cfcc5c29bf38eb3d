/**
 * Actors: cell, reference, message loop, termination, and the registry of all. The user's object is known as an Object with
 * hooks, because its class stands above this package.
 */
@NullMarked
package pykka.api.internal.actor;

import org.jspecify.annotations.NullMarked;
