/** The services that the bundle offers beside its commands: a part of Karaf's dumps, and switches in the configuration. */
package pykka.karaf.service;
