"""A worker whose runs are reported: an on-failure and an on-success hook, of one line each."""

from hatchet_sdk import Context, Hatchet
from pydantic import BaseModel

from send_run import report_run

hatchet = Hatchet()


class Order(BaseModel):
    order_id: str


orders = hatchet.workflow(name="orders", input_validator=Order)


@orders.task(retries=2)
def charge(order: Order, ctx: Context) -> dict[str, str]:
    if order.order_id == "":
        raise ValueError("an order needs an id")
    return {"charged": order.order_id}


# Plain functions: Hatchet runs them in threads, and a report may block for up to 20 seconds.
@orders.on_failure_task()
def report_failure(order: Order, ctx: Context) -> None:
    report_run(ctx, "FAILED")


@orders.on_success_task()
def report_success(order: Order, ctx: Context) -> None:
    report_run(ctx, "COMPLETED")


if __name__ == "__main__":
    hatchet.worker("orders-worker", workflows=[orders]).start()
