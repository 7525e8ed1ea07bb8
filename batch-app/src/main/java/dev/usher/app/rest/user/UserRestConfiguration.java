package dev.usher.app.rest.user;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The endpoints of users. */
@Configuration(proxyBeanMethods = false)
@Import({UserController.class, IdentityController.class})
public class UserRestConfiguration {}
