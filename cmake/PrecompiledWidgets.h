#pragma once
#include "cmake/Precompiled.h"

#include <QAbstractItemView>
#include <QAction>
#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QWidget>
