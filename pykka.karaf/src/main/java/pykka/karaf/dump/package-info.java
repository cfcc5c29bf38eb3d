/** What the bundle does beside its commands: Karaf's dumps contain the actors. */
package pykka.karaf.dump;
