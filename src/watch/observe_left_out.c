/* SPDX-License-Identifier: Apache-2.0 */
/* observe_left_out.c: what stands in a row before its members are read. */
#include "watch/reading.h"

#include <math.h>

static void put_observation(struct row *row)
{
    const struct count one = {1, 1, 1};

    row->u.observation.count = one;
    row->u.observation.phenomenon = PHEN_COUNT; /* until it is read */
    row->u.observation.clock_sigma_s = NAN;     /* until the sensor is known */
    row->u.observation.temperature_c = 15;
    row->u.observation.when = (struct time_span){TIME_NEVER, TIME_NEVER};
}

static void put_sensor(struct row *row)
{
    row->u.sensor.clock_sigma_s = NAN;
}

static void put_notification(struct row *row)
{
    row->u.notification.sent_at_ms = TIME_ALWAYS;
    row->u.notification.complete = true;
}

static void put_activity(struct row *row)
{
    row->u.activity.command_p = 1;
}

static void put_permit(struct row *row)
{
    row->u.permit.revoked_at_ms = TIME_NEVER;
    row->u.permit.scope = SPAN("all");
}

static void put_line_version(struct row *row)
{
    row->u.line_version.accuracy_m = NAN;
}

static void put_reply(struct row *row)
{
    row->u.claim.is_reply = true;
}

static void put_deployment(struct row *row)
{
    row->u.deployment.until_ms = TIME_NEVER;
    row->u.deployment.notice_h = NAN;
    row->u.deployment.personnel = (struct count){1, COUNT_INFINITE, 1};
}

static void put_declaration(struct row *row)
{
    row->u.declaration.complete = true;
}

static void put_inspection(struct row *row)
{
    row->u.inspection.arrived_at_ms = row->u.inspection.left_at_ms = TIME_NEVER;
}

static void put_route(struct row *row)
{
    row->u.route.hours_most = NAN;
    row->u.route.from_ms = TIME_ALWAYS;
    row->u.route.until_ms = TIME_NEVER;
}

static void put_channel(struct row *row)
{
    row->u.channel.every_h = NAN;
}

static void put_course(struct row *row)
{
    row->u.course.until_ms = TIME_NEVER;
}

static void put_patrol(struct row *row)
{
    row->u.patrol.leaves_at_ms = row->u.patrol.returns_at_ms = TIME_NEVER;
    row->u.patrol.check_in_min = NAN;
}

static void put_mandate(struct row *row)
{
    row->u.mandate.until_ms = TIME_NEVER;
}

static void put_consent(struct row *row)
{
    row->u.consent.revoked_at_ms = TIME_NEVER;
}

void row_put_defaults(struct row *row)
{
    static void (*const fillers[ROW_KIND_COUNT])(struct row *) = {
        [ROW_OBSERVATION] = put_observation,
        [ROW_SENSOR] = put_sensor,
        [ROW_NOTIFICATION] = put_notification,
        [ROW_ACTIVITY] = put_activity,
        [ROW_PERMIT] = put_permit,
        [ROW_LINE_VERSION] = put_line_version,
        [ROW_REPLY] = put_reply,
        [ROW_DEPLOYMENT] = put_deployment,
        [ROW_DECLARATION] = put_declaration,
        [ROW_VERIFICATION] = put_declaration,
        [ROW_INSPECTION] = put_inspection,
        [ROW_ROUTE] = put_route,
        [ROW_CHANNEL] = put_channel,
        [ROW_COURSE] = put_course,
        [ROW_PATROL] = put_patrol,
        [ROW_MANDATE] = put_mandate,
        [ROW_CONSENT] = put_consent,
    };

    if (fillers[row->kind] != NULL)
        fillers[row->kind](row);
}
