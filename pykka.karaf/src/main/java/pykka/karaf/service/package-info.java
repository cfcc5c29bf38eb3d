/**
 * The services that the bundle offers beside its commands: a part of Karaf's dumps, switches in the configuration, and a page of
 * the web console.
 */
package pykka.karaf.service;
