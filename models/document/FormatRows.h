#pragma once

#include "models/document/Formats.h"

namespace pb::doc {

// One function a format, each in the files of its format; Formats.cpp lists them.
FormatInfo jsonFormat();
FormatInfo jsonLinesFormat();
FormatInfo yamlFormat();
FormatInfo xmlFormat();
FormatInfo csvFormat();
FormatInfo fixedWidthFormat();
FormatInfo idocFormat();
FormatInfo x12Format();
FormatInfo edifactFormat();
FormatInfo avroFormat();
FormatInfo protobufFormat();

}  // namespace pb::doc
