/* SPDX-License-Identifier: MIT */
/* What Python and Lua share: the names, the records and the objects. The language's own half is language.i, found by
 * the include path. */
%module(docstring="The C library function for function: bandex_<type>_<verb>() is <type>_<verb>() here.") bandex

#pragma SWIG nowarn=314 /* fields with names of keywords: structs are values here, fields are strings */

%feature("autodoc", "1");
%feature("kwargs", "1");

%{
#include "objects.h"
%}

/* Names: functions without bandex_, constants without BANDEX_, types in camel case. */
%rename("%(regex:/^bandex_(.*)$/\\1/)s", %$isfunction) "";
%rename("%(regex:/^BANDEX_(.*)$/\\1/)s", %$isconstant) "";
%rename("%(regex:/^BANDEX_(.*)$/\\1/)s", %$isenumitem) "";

%include "language.i"

/* Structs are values: no proxy class, but conversion of each argument and result (language.i). */
%define %bandex_record(TYPE)
%ignore TYPE;
%bandex_record_typemaps(TYPE)
%enddef
%include "records.i"
%include "scalars.i"
%include "patterns.i"
%include "after_records.i"
%include "filled.i"

%include "objects.i"
%include "headers.i"
