/**
 * JGroups, its classes unchanged. All of its packages are exported but its demos and tests: a protocol that a configuration names
 * is found by its class, and users write their own.
 */
module org.jgroups {
    // on methods of exported classes
    requires transitive java.management;
    requires java.logging;
    requires java.xml;
    // JGroups takes the first of these that there is
    requires static org.apache.logging.log4j;
    requires static org.apache.logging.log4j.core;
    requires static org.slf4j;
    // for single protocols: discovery in DNS and in databases, Kerberos, Swift, the window of DISCARD
    requires static java.desktop;
    requires static java.naming;
    requires static java.scripting;
    requires static java.security.jgss;
    requires static java.sql;

    exports org.jgroups;
    exports org.jgroups.annotations;
    exports org.jgroups.auth;
    exports org.jgroups.blocks;
    exports org.jgroups.blocks.atomic;
    exports org.jgroups.blocks.cs;
    exports org.jgroups.client;
    exports org.jgroups.conf;
    exports org.jgroups.fork;
    exports org.jgroups.jmx;
    exports org.jgroups.logging;
    exports org.jgroups.nio;
    exports org.jgroups.protocols;
    exports org.jgroups.protocols.dns;
    exports org.jgroups.protocols.pbcast;
    exports org.jgroups.protocols.relay;
    exports org.jgroups.protocols.relay.config;
    exports org.jgroups.stack;
    exports org.jgroups.util;

    // SslContextFactory looks for it
    uses java.security.Provider;
}
