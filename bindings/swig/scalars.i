/* SPDX-License-Identifier: MIT */
/* Lists of numbers, as %bandex_record makes them for structs. */
%bandex_list(int32_t, KIND_I32)
%bandex_list(uint32_t, KIND_U32)
%bandex_list(double, KIND_F64)
%bandex_list(float, KIND_F32)
