/* SPDX-License-Identifier: MIT */
/** @file bandex/export.h
 *  @brief Which functions a shared library shows.
 *
 *  Define BANDEX_STATIC when the library is compiled into a program (firmware, a static library). */
#ifndef BANDEX_EXPORT_H
#define BANDEX_EXPORT_H

/** Marks every public function. Everything else has hidden visibility. */
#if defined(BANDEX_STATIC)
#define BANDEX_API
#elif defined(_WIN32) && defined(BANDEX_BUILDING)
#define BANDEX_API __declspec(dllexport)
#elif defined(_WIN32)
#define BANDEX_API __declspec(dllimport)
#elif defined(__GNUC__)
#define BANDEX_API __attribute__((visibility("default")))
#else
#define BANDEX_API
#endif

/** Marks a public function that a later major version drops; the text says what to use. Define
 *  BANDEX_NO_DEPRECATED to hide the warning. */
#if defined(__GNUC__) && !defined(BANDEX_NO_DEPRECATED)
#define BANDEX_DEPRECATED(text) __attribute__((deprecated(text)))
#else
#define BANDEX_DEPRECATED(text)
#endif

#endif
