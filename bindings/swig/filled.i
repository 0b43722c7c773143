/* SPDX-License-Identifier: MIT */
/* Statuses that mean "refused, but this much is known": the headers name them. What was filled reaches the user all the
 * same, in the record that was given and as `result` of the exception or error object. */

/* %bandex_filled(type, argument, whether it is the result) */
%bandex_filled(bandex_band_answer, answer, true)       /* band_force, spring_force */
%bandex_filled(bandex_band_range, range, true)         /* band_range_of, spring_range */
%bandex_filled(bandex_prediction, prediction, true)    /* exercise_predict */
%bandex_filled(bandex_detector_config, config, true)   /* exercise_configure */
%bandex_filled(bandex_set_summary, summary, true)      /* set_summary_work */
%bandex_filled(bandex_packet, packet, false)           /* device_decoder_feed; the result is the samples */
%bandex_filled(bandex_log_cursor, cursor, false)       /* log_next_set: the walk can go on */
