package dev.usher.app.rest.connection;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The endpoints of connections. */
@Configuration(proxyBeanMethods = false)
@Import(ConnectionController.class)
public class ConnectionRestConfiguration {}
