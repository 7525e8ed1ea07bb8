package dev.usher.app.security;

import org.springframework.context.annotation.Configuration;

/** Who may call what. */
@Configuration(proxyBeanMethods = false)
public class SecurityConfiguration {}
