/** Commands of the Karaf shell and their completers. Nothing else belongs here: Karaf looks at all classes of this package. */
package pykka.karaf;
