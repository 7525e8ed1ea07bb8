package dev.usher.app.rest.webhook;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The endpoints of webhooks. */
@Configuration(proxyBeanMethods = false)
@Import({WebhookController.class, DeliveryController.class})
public class WebhookRestConfiguration {}
