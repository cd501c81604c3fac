// What the Glibc module hides: epoll and eventfd have no module of their own, and the functions
// below stand behind _GNU_SOURCE, which cannot be defined for one module alone.
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
extern int accept4(int, struct sockaddr *, socklen_t *, int);
extern int pthread_setname_np(pthread_t, const char *);
