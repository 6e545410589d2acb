/// How jemalloc is set up; it looks for this name. Buffers of up to 64 KiB, such as one to compress
/// a batch in, stay with their thread: else each gives its pages back to the system when it is
/// taken, so that they come as zeros, and every page of it is asked for again.
extern "C" {
extern const char* malloc_conf;
const char* malloc_conf = "lg_tcache_max:16";
}
