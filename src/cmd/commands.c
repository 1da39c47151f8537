/* SPDX-License-Identifier: Apache-2.0 */
/* commands.c: the list of all subcommands, in the order of help. Add a line for a new one. */
#include "cmd/command.h"

/* clang-format off */
static const struct command *const table[] = {
    &command_judge,
    &command_init,
    &command_import,
    &command_observe,
    &command_verdict_list,
    &command_verdict_confirm,
    &command_verdict_contest,
    &command_verdict_withdraw,
    &command_entry_list,
    &command_entry_show,
    &command_entry_correct,
    &command_entry_withdraw,
    &command_entry_erase,
    &command_incident_list,
    &command_incident_open,
    &command_inquiry_open,
    &command_inquiry_exhibit,
    &command_inquiry_assess,
    &command_inquiry_reply,
    &command_inquiry_find,
    &command_inquiry_show,
    &command_inquiry_list,
    &command_member_list,
    &command_member_adopt,
    &command_key_new,
    &command_key_make,
    &command_key_sign,
    &command_person_add,
    &command_person_seal,
    &command_person_show,
    &command_person_erase,
    &command_report_daily,
    &command_report_spot,
    &command_report_correct,
    &command_council_power,
    &command_pact_check,
    &command_pact_fmt,
    &command_pact_json,
    &command_pact_from_json,
    &command_pact_explain,
    &command_pact_adopt,
    &command_pact_schema,
    &command_log_show,
    &command_log_verify,
    &command_log_prove,
    &command_log_export,
    &command_log_keys,
    &command_log_cosign,
    &command_log_reconcile,
    &command_fsck,
    &command_backup,
    &command_rebuild,
    &command_replay,
    &command_completion,
    &command_manual,
    NULL,
};
/* clang-format on */

const struct command *const *command_table(void)
{
    return table;
}
