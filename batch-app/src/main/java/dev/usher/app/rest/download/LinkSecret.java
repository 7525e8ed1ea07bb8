package dev.usher.app.rest.download;

/** The secret by which links are signed: one for all nodes of a database, so that each takes the links of the others. */
@FunctionalInterface
interface LinkSecret {

    byte[] bytes();
}
