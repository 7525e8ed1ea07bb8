package dev.usher.app.cli.remote;

/** A server, and the client as which commands call it. */
public record Profile(String name, ServerAddress server, ClientSecret client) {}
