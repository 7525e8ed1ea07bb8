package dev.usher.app.rest;

import org.springframework.context.annotation.Configuration;

/** The controllers and what they need. */
@Configuration(proxyBeanMethods = false)
public class RestConfiguration {}
