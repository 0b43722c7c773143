/* SPDX-License-Identifier: MIT */
/* No object, or one that was never made, is refused where the glue would follow the pointer. */
%bandex_refuse_null(bandex_detector *)
%bandex_refuse_null(union bandex_detector *)
%bandex_refuse_null(bandex_device_decoder *)
%bandex_refuse_null(union bandex_device_decoder *)
%bandex_refuse_null(struct final_reps *)
%bandex_refuse_null(struct catalog_box *)
%bandex_refuse_null(struct log_box *)
%bandex_refuse_null(struct memory_box *)
%typemap(check) struct catalog_box *base "" /* none: the built-in one */
