/* SPDX-License-Identifier: MIT */
#include <bandex/status.h>

static const struct {
    const char *name;
    const char *message;
} statuses[] = {
    {"BANDEX_OK", "done"},
    {"BANDEX_E_ARGUMENT", "an argument is missing or outside its range"},
    {"BANDEX_E_SIZE", "the memory or the struct has a size that cannot be used"},
    {"BANDEX_E_STATE", "the object is not ready for this call"},
    {"BANDEX_E_NOT_FOUND", "nothing has that id or name"},
    {"BANDEX_E_FULL", "the buffer or array is too small"},
    {"BANDEX_E_MEMORY", "there is no memory"},
    {"BANDEX_E_IO", "reading, writing or syncing failed"},
    {"BANDEX_E_TRUNCATED", "the bytes end inside an item"},
    {"BANDEX_E_FORMAT", "the bytes are not well-formed deterministic CBOR"},
    {"BANDEX_E_SCHEMA", "a field is missing, repeated, of a wrong type or out of range"},
    {"BANDEX_E_VERSION", "the data come from another major version of the format"},
    {"BANDEX_E_CHECKSUM", "the checksum does not fit the bytes"},
    {"BANDEX_E_LIMIT", "a limit of depth, length or count is exceeded"},
    {"BANDEX_E_LOCKED", "another writer holds the file"},
    {"BANDEX_E_UNSUPPORTED", "this build cannot do it"},
    {"BANDEX_E_RANGE", "the answer lies outside what is known"},
    {"BANDEX_E_DUPLICATE", "it is there already"},
    {"BANDEX_E_CALLBACK", "a callback reported failure"},
};

static int status_index(bandex_status status)
{
    int count = (int)(sizeof statuses / sizeof statuses[0]);
    return status <= 0 && status > -count ? (int)-status : -1;
}

const char *bandex_status_string(bandex_status status)
{
    int index = status_index(status);
    return index < 0 ? "BANDEX_E_UNKNOWN" : statuses[index].name;
}

const char *bandex_status_message(bandex_status status)
{
    int index = status_index(status);
    return index < 0 ? "unknown status" : statuses[index].message;
}
