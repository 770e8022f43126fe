using System.Collections.ObjectModel;
using Microsoft.Azure.Functions.Worker.Invocation;

namespace Microsoft.Azure.Functions.Worker.Timers;

internal static class TimerInvocation
{
    public static Task RunAsync(FunctionInvoker invoker, FunctionDescriptor function, TimerInfo timer, CancellationToken cancellation, InvocationOrigin? origin = null) =>
        invoker.InvokeAsync(function, timer, ReadOnlyDictionary<string, object?>.Empty, cancellation, origin: origin);
}
