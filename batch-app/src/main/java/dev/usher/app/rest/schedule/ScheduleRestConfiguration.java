package dev.usher.app.rest.schedule;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The endpoints of schedules. */
@Configuration(proxyBeanMethods = false)
@Import(ScheduleController.class)
public class ScheduleRestConfiguration {}
