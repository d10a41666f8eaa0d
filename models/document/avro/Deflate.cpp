#include "models/document/avro/Deflate.h"

#include <zlib.h>

#include <algorithm>
#include <array>

namespace pb::doc::avro {

namespace {

constexpr int rawWindow = -15;  ///< zlib: the largest window, no header
constexpr int usualMemory = 8;
constexpr unsigned checksumSize = 4;  ///< Python's writers cut zlib's frame off and leave a part of its checksum

z_stream streamOver(std::string_view bytes) {
    z_stream stream{};
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib reads it only
    stream.avail_in = static_cast<uInt>(bytes.size());
    return stream;
}

/// Runs `step` into pieces until it is at the end; false on an error or past the limit.
template <typename Step>
bool run(z_stream& stream, std::string& out, std::size_t mostBytes, const Step& step) {
    std::array<char, 64 * 1024> piece;
    int state = Z_OK;
    while (state == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        stream.avail_out = static_cast<uInt>(piece.size());
        state = step(stream);
        const std::size_t made = piece.size() - stream.avail_out;
        if (out.size() + made > mostBytes) {
            return false;
        }
        out.append(piece.data(), made);
    }
    return state == Z_STREAM_END && stream.avail_in <= checksumSize;
}

}  // namespace

std::optional<std::string> inflated(std::string_view bytes, std::size_t mostBytes) {
    z_stream stream = streamOver(bytes);
    if (inflateInit2(&stream, rawWindow) != Z_OK) {
        return std::nullopt;
    }
    std::string out;
    const bool isGood = run(stream, out, mostBytes, [](z_stream& s) { return inflate(&s, Z_NO_FLUSH); });
    inflateEnd(&stream);
    return isGood ? std::optional(std::move(out)) : std::nullopt;
}

std::string deflated(std::string_view bytes) {
    z_stream stream = streamOver(bytes);
    std::string out;
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, rawWindow, usualMemory, Z_DEFAULT_STRATEGY) == Z_OK) {
        run(stream, out, std::string::npos, [](z_stream& s) { return deflate(&s, Z_FINISH); });
        deflateEnd(&stream);
    }
    return out;
}

}  // namespace pb::doc::avro
